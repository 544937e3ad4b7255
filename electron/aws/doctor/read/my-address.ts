import { request } from 'node:https';
import { isIP } from 'node:net';

/** AWS's own answer to "who am I" (EC2 user guide, security group rules): plain text, an address. */
const service = 'https://checkip.amazonaws.com/';
const timeoutMs = 4_000;

/**
 * The address this computer has on the internet, or null when nobody answers in time.
 *
 * @throws what the signal was aborted with.
 */
export async function myPublicAddress(signal: AbortSignal): Promise<string | null> {
  signal.throwIfAborted();
  const limited = AbortSignal.any([signal, AbortSignal.timeout(timeoutMs)]);
  const text = await new Promise<string>((resolve) => {
    const asked = request(service, { signal: limited }, (response) => {
      let body = '';
      response.setEncoding('utf8');
      response.on('data', (chunk: string) => {
        body = (body + chunk).slice(0, 64);
      });
      response.on('end', () => resolve(body.trim()));
      response.on('error', () => resolve(''));
    });
    asked.on('error', () => resolve(''));
    asked.end();
  });
  signal.throwIfAborted();
  return isIP(text) > 0 ? text : null;
}
