/** The window's words about questions to a person, in English. */
export const enPrompts = {
  for: (tunnel: string) => `Tunnel “${tunnel}”`,
  waiting: (count: number) =>
    count === 1 ? '1 more question waits' : `${count} more questions wait`,
  cancel: 'Cancel',
  hostKeyTitle: 'Is this your bastion?',
  hostKeyText:
    'Culvert meets this server for the first time. Trust it only if the fingerprint is the one your bastion shows.',
  server: 'Server',
  keyType: 'Key type',
  fingerprint: 'Fingerprint',
  keptAs: 'Remembered as',
  checkTitle: 'How to check it',
  checkConsole:
    'In the EC2 console, open the instance’s system log: a first boot prints the fingerprints there.',
  checkBastion: 'Or run this where you already trust the connection, on the bastion:',
  trust: 'Trust and connect',
  passphraseTitle: 'Passphrase needed',
  passphraseText: (key: string) => `The key file ${key} is encrypted.`,
  passphraseWrong: 'That passphrase does not open the key.',
  passwordTitle: 'Password needed',
  passwordText: (user: string, host: string) => `${user} logs in at ${host}.`,
  passwordWrong: 'The server did not take that password.',
  continue: 'Continue',
  interactiveTitle: 'The server asks',
  interactiveText: 'These words come from the server.',
};
