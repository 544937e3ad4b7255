import { connectAgent, listIdentities, offering } from '../keys/agents';
import type { KeyReader } from '../keys/key-reader';
import type { KeySource } from '../ssh/credentials';

/** Keys of this computer: files through the reader's worker, agents as the system offers them. */
export function systemKeys(reader: KeyReader): KeySource {
  return {
    read: (path, passphrase) => reader.read(path, passphrase),
    inspect: (path) => reader.inspect(path),
    connectAgent: () => connectAgent(process.env, process.platform),
    identities: listIdentities,
    offering,
  };
}
