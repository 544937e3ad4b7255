import type { AnyAuthMethod } from 'ssh2';
import { expect, it } from 'vitest';
import { Authentication } from '../../../electron/ssh/authentication';
import { Credentials, type LoginMeans } from '../../../electron/ssh/credentials';
import { nobody, type Questions, type SecretAnswer } from '../../../electron/ssh/questions';

const bytes = (text: string) => new TextEncoder().encode(text);

function loginWith(password: Uint8Array | null, questions: Questions): Authentication {
  const means: LoginMeans = {
    key: null,
    agent: null,
    agentKeys: null,
    password,
    order: ['password'],
  };
  const credentials = new Credentials({
    authentication: [{ method: 'password' }],
    user: 'ana',
    host: 'bastion',
    keys: undefined as never,
    questions,
    secret: null,
    onKeyWarning: () => undefined,
  });
  return new Authentication({
    user: 'ana',
    host: 'bastion',
    means,
    credentials,
    questions,
    signal: new AbortController().signal,
    whileAsking: (ask) => ask(),
    mayTakeLong: () => undefined,
    canAnswer: () => true,
    onRefused: (error) => {
      throw error;
    },
  });
}

/** What ssh2 is given to send, as it is then and as it is afterwards. */
async function sentBy(login: Authentication): Promise<{ sent: string; after: number[] }> {
  const given = (left: string[] | null) =>
    new Promise<{ made: AnyAuthMethod; sent: string }>((resolve) => {
      login.handler(left as never, false as never, (made) => {
        const method = made as AnyAuthMethod & { password?: Buffer };
        resolve({ made: method, sent: method.password?.toString('utf8') ?? '' });
      });
    });
  await given(null);
  const { made, sent } = await given(['password']);
  const { password } = made as unknown as { password: Buffer };
  return { sent, after: [...password] };
}

it('gives ssh2 a password that is kept as bytes of their own, overwritten once they were sent', async () => {
  const kept = bytes('Schwertfisch ü');
  const { sent, after } = await sentBy(loginWith(kept, nobody));
  expect(sent).toBe('Schwertfisch ü');
  expect(after).toEqual(Array(kept.length).fill(0));
  expect(new TextDecoder().decode(kept)).toBe('Schwertfisch ü');
});

it('overwrites one that was typed as well', async () => {
  const typed = bytes('geheim');
  const answer: SecretAnswer = { secret: typed, remember: false };
  const questions: Questions = { ...nobody, canAsk: true, password: async () => answer };
  const { sent, after } = await sentBy(loginWith(null, questions));
  expect(sent).toBe('geheim');
  expect(after).toEqual(Array(6).fill(0));
  expect([...typed]).toEqual(Array(6).fill(0));
});
