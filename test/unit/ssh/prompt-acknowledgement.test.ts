import { EventEmitter, once } from 'node:events';
import { expect, it } from 'vitest';
import type { Link } from '../../../electron/ssh/link';
import { acknowledgePromptly } from '../../../electron/ssh/prompt-acknowledgement';

/** A link whose packets are counted; `ignore` sends one, as anything else that is said does. */
function countedLink(lineMs: number | null = 30) {
  const cipher = { outSeqno: 7 };
  const send = () => {
    cipher.outSeqno += 1;
  };
  const socket = new EventEmitter();
  const link = { socket, isOpen: true, client: { _protocol: { _cipher: cipher, ignore: send } } };
  acknowledgePromptly(link as unknown as Link, () => lineMs);
  return {
    send,
    link,
    hear: (bytes: number) => socket.emit('data', Buffer.alloc(bytes)),
    sent: () => cipher.outSeqno - 7,
  };
}

const turn = async () => {
  const next = new EventEmitter();
  setImmediate(() => setImmediate(() => next.emit('over')));
  await once(next, 'over');
};

it('sends one packet for what has come in one turn of the loop and was not answered', async () => {
  const { hear, sent } = countedLink();
  hear(36);
  hear(100);
  expect(sent()).toBe(0);
  await turn();
  expect(sent()).toBe(1);
  await turn();
  expect(sent()).toBe(1);
  hear(36);
  await turn();
  expect(sent()).toBe(2);
});

it('sends nothing where an answer has left by itself, though it left while it was being read', async () => {
  const { link, hear, send, sent } = countedLink();
  link.socket.on('data', send);
  hear(36);
  await turn();
  expect(sent()).toBe(1);
});

it('does not take what left before for an answer', async () => {
  const { hear, send, sent } = countedLink();
  send();
  hear(36);
  await turn();
  expect(sent()).toBe(2);
});

it.each([
  { line: 'of 30 ms', lineMs: 30, segment: 1_220 },
  { line: 'of 2 ms', lineMs: 2, segment: 1_220 },
  { line: 'that is not known yet', lineMs: null, segment: 1_220 },
  { line: 'near by', lineMs: 0.3, segment: 65_483 },
])('leaves to the system what is as long as a segment of a line $line', async (given) => {
  const { hear, sent } = countedLink(given.lineMs);
  hear(given.segment);
  await turn();
  expect(sent()).toBe(0);
  hear(given.segment - 1);
  await turn();
  expect(sent()).toBe(1);
});

it('sends nothing on a connection that has ended meanwhile', async () => {
  const { link, hear, sent } = countedLink();
  hear(36);
  link.isOpen = false;
  await turn();
  expect(sent()).toBe(0);
});
