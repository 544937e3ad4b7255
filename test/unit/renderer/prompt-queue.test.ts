import { expect, it } from 'vitest';
import {
  currentPrompt,
  isAsking,
  stillAnswered,
  waitingPrompts,
} from '../../../renderer/state/prompt-queue';
import { questions } from '../../support/window/scenarios/questions';

const first = { ...questions.hostKey, promptId: 'p1' };
const second = { ...questions.passphrase, promptId: 'p2' };
const both = [first, second];

it('the oldest question is shown, the others wait', () => {
  expect(currentPrompt(both, new Set())).toBe(first);
  expect(waitingPrompts(both, new Set())).toBe(1);
  expect(currentPrompt([], new Set())).toBeNull();
  expect(waitingPrompts([], new Set())).toBe(0);
});

it('one that was answered here makes room before main has taken it away', () => {
  expect(currentPrompt(both, new Set(['p1']))).toBe(second);
  expect(waitingPrompts(both, new Set(['p1']))).toBe(0);
  expect(currentPrompt(both, new Set(['p1', 'p2']))).toBeNull();
});

it('an answer is forgotten once its question has gone', () => {
  expect([...stillAnswered([second], new Set(['p1', 'p2']))]).toEqual(['p2']);
});

it('a tunnel waits for a person while one of its own questions is open', () => {
  const { profileId } = first;
  expect(isAsking(both, new Set(['p1']), profileId)).toBe(true);
  expect(isAsking(both, new Set(['p1', 'p2']), profileId)).toBe(false);
  expect(isAsking(both, new Set(), 'another')).toBe(false);
});
