import { describe, expect, it } from 'vitest';
import { PromptBroker } from '../../../electron/engine/prompt-broker';
import type { Prompt, PromptAnswer } from '../../../shared/model/prompt';

function bench() {
  const opened: Prompt[] = [];
  const closed: string[] = [];
  const broker = new PromptBroker({
    opened: (prompt) => opened.push(prompt),
    closed: (promptId) => closed.push(promptId),
  });
  const questions = broker.questionsOf('tunnel');
  const answer = (given: PromptAnswer) => broker.answer(opened.at(-1)?.promptId ?? '', given);
  return { broker, questions, opened, closed, answer };
}

const never = new AbortController().signal;
const key = { host: 'bastion', port: 22, type: 'ssh-ed25519', fingerprint: 'SHA256:a' };
const code = { name: '', instruction: '', prompts: [{ prompt: 'Code', echo: false }] };
const secret: PromptAnswer = { kind: 'secret', secret: Buffer.from('x'), remember: true };

describe('the prompt broker', () => {
  it('trusts a host key only when the fingerprint that was shown is named again', async () => {
    const given: [PromptAnswer, boolean][] = [
      [{ kind: 'trust', fingerprint: 'SHA256:a' }, true],
      [{ kind: 'trust', fingerprint: 'SHA256:b' }, false],
      [{ kind: 'cancel' }, false],
      [secret, false],
      [{ kind: 'answers', answers: [] }, false],
    ];
    for (const [answer, trusted] of given) {
      const { questions, answer: give } = bench();
      const asked = questions.hostKey(key, never);
      give(answer);
      expect(await asked).toBe(trusted);
    }
  });

  it('hands a secret on with the wish to keep it', async () => {
    const { questions, opened, answer } = bench();
    const asked = questions.passphrase({ keyName: 'id', wrong: true }, never);
    expect(opened).toMatchObject([{ kind: 'passphrase', profileId: 'tunnel', wrong: true }]);
    answer(secret);
    expect(await asked).toEqual({ secret: Buffer.from('x'), remember: true });
  });

  it.each<[string, PromptAnswer]>([
    ['a refusal', { kind: 'cancel' }],
    ['too few answers', { kind: 'answers', answers: [] }],
    ['an answer to another question', secret],
  ])('takes %s to keyboard-interactive as a no', async (_what, given) => {
    const { questions, answer } = bench();
    const asked = questions.keyboardInteractive(code, never);
    answer(given);
    await expect(asked).rejects.toMatchObject({ failure: { code: 'auth-cancelled' } });
  });

  it('takes a question back when it is not needed any more, and hears no answer to it', async () => {
    const { questions, closed, opened, answer } = bench();
    const needed = new AbortController();
    const asked = questions.password({ user: 'u', host: 'h', wrong: false }, needed.signal);
    needed.abort();
    await expect(asked).rejects.toMatchObject({ failure: { code: 'auth-cancelled' } });
    expect(closed).toEqual([opened[0]?.promptId]);
    answer(secret);
    expect(closed).toHaveLength(1);
  });

  it('does not ask what nobody wants to know any more', async () => {
    const { questions, opened } = bench();
    expect(await questions.hostKey(key, AbortSignal.abort())).toBe(false);
    expect(opened).toEqual([]);
  });

  it('keeps several questions apart', async () => {
    const { broker, questions, opened, closed } = bench();
    const first = questions.hostKey(key, never);
    const second = questions.hostKey({ ...key, fingerprint: 'SHA256:b' }, never);
    broker.answer(opened[1]?.promptId ?? '', { kind: 'trust', fingerprint: 'SHA256:b' });
    broker.answer(opened[0]?.promptId ?? '', { kind: 'cancel' });
    expect([await first, await second]).toEqual([false, true]);
    expect(new Set(closed).size).toBe(2);
  });
});
