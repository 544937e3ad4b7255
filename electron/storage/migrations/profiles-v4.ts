import { withProfileFields } from './profile-fields';
import type { RawDocument } from './upgrade';

/**
 * Version 3 knew one kind of tunnel and one way to its bastion: what was made then is a SOCKS server
 * whose bastion is dialled straight away, as it was.
 */
export function addKindAndWay(document: RawDocument): RawDocument {
  return withProfileFields(document, {
    jumpHosts: [],
    transport: [{ kind: 'direct' }],
    instance: null,
    forward: null,
  });
}
