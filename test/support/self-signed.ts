import { execFileSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { temporaryFolder } from './temp-folder';

/** A certificate that signed itself, with its key: what no computer trusts. */
export function selfSigned(name: string): { readonly key: Buffer; readonly cert: Buffer } {
  const folder = temporaryFolder('culvert-tls-');
  try {
    const [key, cert] = [folder.file('key.pem'), folder.file('cert.pem')];
    const kind = ['-newkey', 'ec', '-pkeyopt', 'ec_paramgen_curve:prime256v1', '-nodes'];
    const more = ['-keyout', key, '-out', cert, '-subj', `/CN=${name}`, '-days', '2'];
    execFileSync('openssl', ['req', '-x509', ...kind, ...more], { stdio: 'ignore' });
    return { key: readFileSync(key), cert: readFileSync(cert) };
  } finally {
    folder.remove();
  }
}
