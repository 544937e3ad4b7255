import { hostSchema, portSchema, type TunnelKind } from '../../../shared/model/profile';
import type { Forward } from '../../../shared/model/way';
import { isLoopback, portNumber, problemOf } from '../found-tunnel';

export interface PuttyForward {
  readonly kind: TunnelKind;
  /** The address in front of the port; null where there is none. */
  readonly address: string | null;
  readonly port: number;
  readonly forward: Forward | null;
}

/**
 * The entries of PortForwardings: `L8080=host:80,D8157=,4R9000=host:22`. A backslash takes the
 * meaning from what follows it (PuTTY, settings.c, gppmap). Null stands for an entry that says
 * nothing that can be done.
 */
export function readForwardings(text: string): readonly (PuttyForward | null)[] {
  return splitEscaped(text, ',')
    .filter((entry) => entry !== '')
    .map((entry) => {
      const [key = '', ...value] = splitEscaped(entry, '=', true);
      return readOne(key, value.join('='));
    });
}

function readOne(key: string, value: string): PuttyForward | null {
  const parts = /^[46]?([LRD])(?:(?:\[([^\]]*)\]|([^:]*)):)?(\d{1,5})$/.exec(key);
  if (parts === null) return null;
  const port = portNumber(parts[4] ?? '');
  const address = parts[2] ?? parts[3] ?? null;
  if (problemOf(portSchema, port) !== null) return null;
  // Versions that kept it as a local forward wrote `L8157=D`.
  if (parts[1] === 'D' || value === 'D') return { kind: 'dynamic', address, port, forward: null };
  const target = /^(?:\[([^\]]+)\]|([^:]+)):(\d{1,5})$/.exec(value);
  const host = target?.[1] ?? target?.[2] ?? '';
  const targetPort = portNumber(target?.[3] ?? '');
  if (problemOf(hostSchema, host) ?? problemOf(portSchema, targetPort)) return null;
  const kind = parts[1] === 'R' ? 'remote' : 'local';
  return { kind, address, port, forward: { host, port: targetPort } };
}

/** Parts a text at a letter that no backslash stands before. @param plain takes the backslashes out. */
function splitEscaped(text: string, at: string, plain = false): string[] {
  const parts = [''];
  for (let index = 0; index < text.length; index++) {
    const letter = text[index] ?? '';
    const last = parts.length - 1;
    if (letter === '\\') {
      index += 1;
      parts[last] += plain ? (text[index] ?? '') : `\\${text[index] ?? ''}`;
    } else if (letter === at) parts.push('');
    else parts[last] += letter;
  }
  return parts;
}

/** The address a listener was opened to beyond this machine, or null. */
export function openedTo(forward: PuttyForward, acceptAll: boolean): string | null {
  if (forward.kind === 'remote') return null;
  if (forward.address !== null && forward.address !== '') {
    return isLoopback(forward.address) ? null : forward.address.slice(0, 256);
  }
  return acceptAll ? '0.0.0.0' : null;
}
