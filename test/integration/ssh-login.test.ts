import { afterAll, describe, expect, it } from 'vitest';
import { waitUntil } from '../support/ports';
import type { LoginStep } from '../support/scripted-login';
import {
  answers,
  cameToNothing,
  closeCases,
  inOrder,
  rigFor,
  secret,
  serverFor,
  startedUp,
} from '../support/ssh-cases';

afterAll(closeCases);

const user = 'ec2-user';
const right: LoginStep = { method: 'password', password: 'swordfish' };
const byPrompts = [{ method: 'keyboard-interactive' }] as const;

function code(...expected: string[]): LoginStep {
  const prompts = expected.map((_, index) => ({
    prompt: `Code ${index}: `,
    echo: index % 2 === 1,
  }));
  return {
    method: 'keyboard-interactive',
    name: 'Token',
    instruction: 'Look at your phone',
    rounds: [{ prompts, answers: expected }],
  };
}

describe.concurrent('keyboard-interactive (SSH-19)', () => {
  it('passes the words of the server and the answers of the person on', async () => {
    const server = await serverFor({ login: [code('123456', 'blue', '')] });
    const rig = await rigFor({
      port: server.port,
      user,
      authentication: byPrompts,
      answer: () => answers('123456', 'blue', ''),
    });
    const { session } = await startedUp(rig);
    expect(rig.prompts).toMatchObject([
      {
        name: 'Token',
        instruction: 'Look at your phone',
        prompts: [
          { prompt: 'Code 0: ', echo: false },
          { prompt: 'Code 1: ', echo: true },
          { prompt: 'Code 2: ', echo: false },
        ],
      },
    ]);
    expect(session.authenticatedBy).toBe('keyboard-interactive');
  });

  it('asks once more after a wrong code, and never sends the old one again', async () => {
    const server = await serverFor({ login: [code('123456')] });
    const rig = await rigFor({
      port: server.port,
      user,
      authentication: byPrompts,
      answer: inOrder(answers('654321'), answers('123456')),
    });
    await startedUp(rig);
    expect(server.answers).toEqual([['654321'], ['123456']]);
  });

  it('gives up after the second wrong code', async () => {
    const server = await serverFor({ login: [code('123456')] });
    const { rig, cause } = await cameToNothing({
      port: server.port,
      user,
      authentication: byPrompts,
      answer: () => answers('wrong'),
    });
    expect(cause).toMatchObject({ code: 'auth-refused', tried: ['keyboard-interactive'] });
    expect(rig.prompts).toHaveLength(2);
  });

  it.each([
    ['empty', ''],
    ['of 4 KiB', 'x'.repeat(4096)],
    ['in Korean', '비밀번호'],
  ])('carries an answer that is %s', async (_what, text) => {
    const server = await serverFor({ login: [code(text)] });
    const rig = await rigFor({
      port: server.port,
      user,
      authentication: byPrompts,
      answer: () => answers(text),
    });
    await startedUp(rig);
    expect(server.answers).toEqual([[text]]);
  });

  it('needs nobody where the server asks nothing, and asks in as many rounds as it wants', async () => {
    const rounds = [
      { prompts: [], answers: [] },
      { prompts: [{ prompt: 'One', echo: true }], answers: ['1'] },
      { prompts: [{ prompt: 'Two', echo: true }], answers: ['2'] },
      { prompts: [], answers: [] },
    ];
    const server = await serverFor({ login: [{ method: 'keyboard-interactive', rounds }] });
    const rig = await rigFor({
      port: server.port,
      user,
      authentication: byPrompts,
      answer: inOrder(answers('1'), answers('2')),
    });
    await startedUp(rig);
    expect(server.answers).toEqual([[], ['1'], ['2'], []]);
    expect(rig.prompts).toHaveLength(2);
  });

  it('stops the tunnel when the person declines, and takes the connection down', async () => {
    const server = await serverFor({ login: [code('123456')] });
    const { cause } = await cameToNothing({
      port: server.port,
      user,
      authentication: byPrompts,
      answer: () => ({ kind: 'cancel' }),
    });
    expect(cause).toBeNull();
    // The server hears of it a moment later than we do.
    await waitUntil('the connection to go', () => server.sockets.size === 0, 15_000);
  });

  it('survives a server that goes away while the person looks for the code', async () => {
    const server = await serverFor({ login: [code('123456')] });
    const { cause, rig } = await cameToNothing({
      port: server.port,
      user,
      authentication: byPrompts,
      answer: async () => {
        for (const socket of server.sockets) socket.destroy();
        await new Promise((resolve) => setTimeout(resolve, 300));
        return answers('123456');
      },
    });
    expect(cause).toMatchObject({ code: 'connection-lost' });
    expect(rig.closedPrompts).toHaveLength(1);
    expect(server.answers).toEqual([]);
  });
});

describe.concurrent('two steps (SSH-19)', () => {
  const steps: [string, LoginStep, ReturnType<typeof secret>][] = [
    ['keyboard-interactive', code('123456'), answers('123456')],
    ['password', right, secret('swordfish')],
  ];
  it.each(steps)('publickey, then %s that no profile names', async (method, step, answer) => {
    const login: LoginStep[] = [];
    const server = await serverFor({ login });
    const rig = await rigFor({ port: server.port, user, answer: () => answer });
    login.push({ method: 'publickey', keys: [rig.publicKey] }, step);
    const { session } = await startedUp(rig);
    expect(session.authenticatedBy).toMatch(new RegExp(`^publickey SHA256:.* \\+ ${method}$`));
    expect(rig.prompts).toMatchObject([{ kind: method }]);
  });

  it('a second factor that is asked for anew with every connection', async () => {
    const login: LoginStep[] = [];
    const server = await serverFor({ login });
    const rig = await rigFor({ port: server.port, user, answer: () => answers('123456') });
    login.push({ method: 'publickey', keys: [rig.publicKey] }, code('123456'));
    await startedUp(rig);
    for (const socket of server.sockets) socket.destroy();
    await rig.until('reconnecting');
    await rig.until('up', 30_000);
    expect(rig.prompts).toHaveLength(2);
  });
});
