/**
 * Speaks the engine's wire in a process of its own, over Node's own channel, which clones as
 * Electron's does. What a test wants of it, it says through the profile it asks to be started.
 */

/** @typedef {{ id: number, call: string, args: StartArgs }} Request */
/**
 * @typedef {object} StartArgs
 * @property {{ id: string, name: string, listen: { port: number } }} profile
 * @property {Uint8Array | null} secret
 * @property {boolean} persistent
 */

/** @param {object} message */
const send = (message) => process.send?.(message);

/** @param {number} id @param {string} call @param {StartArgs} args */
function answer(id, call, args) {
  switch (call) {
    case 'start': {
      const { profile, secret, persistent } = args;
      if (profile.name === 'crash') process.exit(3);
      if (profile.name === 'breach') {
        send({ event: 'tunnel', payload: { profileId: 7 } });
        send({ nonsense: true });
      }
      if (profile.name === 'refuse') {
        const failure = { code: 'port-in-use', port: profile.listen.port };
        return send({ id, result: { ok: false, error: { code: 'failure', failure } } });
      }
      const traffic = {
        bytesUp: secret?.length ?? 0,
        bytesDown: persistent ? 1 : 0,
        flows: 0,
        held: 0,
      };
      const state = { state: 'connecting', stage: 'tcp' };
      send({ event: 'tunnel', payload: { profileId: profile.id, state, traffic } });
      if (secret !== null)
        send({ event: 'remember', payload: { profileId: profile.id, scope: null, secret } });
      return send({ id, result: { ok: true, value: undefined } });
    }
    case 'inspectKey':
      return send({ id, result: { ok: true, value: 'not what the contract says' } });
    case 'checkDemo':
      return; // never answers
    case 'prepareDemo': {
      const value = {
        host: '127.0.0.1',
        port: 2222,
        user: 'ec2-user',
        keyPath: `/demo/${process.pid}`,
      };
      return send({ id, result: { ok: true, value } });
    }
    case 'stopAll':
      if (process.argv[2] === 'deaf') return;
      return send({ id, result: { ok: true, value: undefined } });
    default:
      return send({ id, result: { ok: false, error: { code: 'not-permitted' } } });
  }
}

process.on('message', (message) => {
  const { id, call, args } = /** @type {Request} */ (message);
  answer(id, call, args);
});
