// What a helper process of the bench shares with the others: calls over the channel of `fork`.

/**
 * Answers calls of the parent until it goes away.
 *
 * @param {Record<string, (args: any) => unknown>} methods
 */
export function serveCalls(methods) {
  process.on(
    'message',
    async (/** @type {{ id: number, method: string, args: unknown }} */ call) => {
      try {
        const method = methods[call.method];
        if (method === undefined) throw new Error(`no such call: ${call.method}`);
        process.send?.({ id: call.id, result: (await method(call.args)) ?? null });
      } catch (error) {
        const text = error instanceof Error ? (error.stack ?? error.message) : String(error);
        process.send?.({ id: call.id, error: text });
      }
    },
  );
  process.on('disconnect', () => process.exit(0));
}

/**
 * Listens on a free port of loopback.
 *
 * @param {import('node:net').Server} server
 * @returns {Promise<number>}
 */
export function listenOnLoopback(server) {
  return new Promise((resolve, reject) => {
    server.once('error', reject);
    server.listen(0, '127.0.0.1', 2_048, () => {
      const address = server.address();
      resolve(address === null || typeof address === 'string' ? 0 : address.port);
    });
  });
}
