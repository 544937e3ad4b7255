import type { OpenRequests } from '../../../../shared/model/open-request';
import { node } from './pages';

/** What a browser with a few private pages open keeps in the tunnel. */
export function openRequests(): OpenRequests {
  const now = Date.now();
  const other = 'ip-10-0-1-77.ap-northeast-2.compute.internal';
  const shown = [
    { host: other, port: 8042, phase: 'waiting', age: 1_200, bytesUp: 0, bytesDown: 0 },
    { host: node, port: 18080, phase: 'open', age: 9_000, bytesUp: 18_240, bytesDown: 3_211_004 },
    { host: node, port: 8088, phase: 'open', age: 62_000, bytesUp: 4_310, bytesDown: 96_400 },
    { host: '10.0.1.23', port: 9870, phase: 'open', age: 410_000, bytesUp: 912, bytesDown: 512 },
  ] as const;
  return {
    shown: shown.map(({ age, ...each }, at) => ({ ...each, id: 9 - at, since: now - age })),
    total: 6,
  };
}
