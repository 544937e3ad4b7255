import type { Socket } from 'node:net';
import { describe, expect, it } from 'vitest';
import { RequestBook } from '../../../electron/tunnel/request-book';
import { requestsShown } from '../../../shared/model/open-request';

const resourceManager = { host: 'ip-10-0-1-23.ec2.internal', port: 8088, kind: 'name' } as const;
const client = {} as Socket;

function newBook() {
  const total = { up: 0, down: 0 };
  const book = new RequestBook({
    up: (bytes) => {
      total.up += bytes;
    },
    down: (bytes) => {
      total.down += bytes;
    },
  });
  return { book, total };
}

/** A flow that is over when told. */
function flow() {
  let end = (): void => undefined;
  const done = new Promise<void>((resolve) => {
    end = resolve;
  });
  return { end: () => end(), flow: { carry: () => done, abandon: () => undefined } };
}

describe('the book of requests', () => {
  it('holds a request from its asking to its end, with what it has carried', async () => {
    const { book, total } = newBook();
    const request = book.enter(resourceManager);
    expect(book.list()).toMatchObject({
      shown: [{ host: resourceManager.host, port: 8088, phase: 'waiting', bytesDown: 0 }],
      total: 1,
    });
    const far = flow();
    const carried = request.opened(far.flow).carry(client, Buffer.alloc(0));
    request.counter.up(10);
    request.counter.down(400);
    expect(book.list().shown).toMatchObject([{ phase: 'open', bytesUp: 10, bytesDown: 400 }]);
    far.end();
    await carried;
    expect(book.list()).toEqual({ shown: [], total: 0 });
    expect(total).toEqual({ up: 10, down: 400 });
  });

  it('forgets one that came to nothing, and one whose client vanished', () => {
    const { book } = newBook();
    book.enter(resourceManager).left();
    book.enter(resourceManager).opened(flow().flow).abandon();
    expect(book.list().total).toBe(0);
  });

  it('shows the newest first and as many as a window can use', () => {
    const { book } = newBook();
    for (let port = 1; port <= 2_000; port += 1) book.enter({ ...resourceManager, port });
    const { shown, total } = book.list();
    expect(shown).toHaveLength(requestsShown);
    expect(shown[0]?.port).toBe(2_000);
    expect(total).toBe(2_000);
  });
});
