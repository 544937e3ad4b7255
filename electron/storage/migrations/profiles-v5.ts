import { withProfileFields } from './profile-fields';
import type { RawDocument } from './upgrade';

/** Version 4 knew nothing of clusters: its tunnels are tied to none. */
export function addCluster(document: RawDocument): RawDocument {
  return withProfileFields(document, { cluster: null });
}
