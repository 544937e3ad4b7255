import { inCommand, stem } from './data';
import { type Dictionary, type KeyFileCode, words } from './words';

const chooseAgain = 'Press Edit and choose the key file again.';
const newKey =
  'make a new key with ssh-keygen -t ed25519 and add its public line to ~/.ssh/authorized_keys on the bastion';

/** Words for the failures of key files, in English. */
export const englishKeys: Dictionary<KeyFileCode> = {
  'key-missing': ({ name }) =>
    words(
      `The key file ${name} is not where it was.`,
      'It was moved, renamed or deleted, or its drive is not connected.',
      chooseAgain,
    ),
  'key-unreadable': ({ name, why }) =>
    words(
      `The key file ${name} could not be read (${why}).`,
      'It belongs to another user, its permissions keep you out, or another program has locked it.',
      `Make it yours and private: chmod 600 ${inCommand(name)}. On Windows, look at Properties, Security.`,
    ),
  'key-is-directory': ({ name }) =>
    words(
      `${name} is a folder, not a key file.`,
      'The folder that holds the key was chosen instead of the key in it.',
      'Press Edit and choose the .pem or .ppk file inside the folder.',
    ),
  'key-not-a-file': ({ name }) =>
    words(
      `${name} is not an ordinary file.`,
      'It is a device, a pipe or a socket; Culvert reads keys from ordinary files only.',
      'Save the key as a file and choose that one.',
    ),
  'key-too-large': ({ name, bytes, limit }) =>
    words(
      `${name} is too large for a key: ${bytes} bytes, where ${limit} is the limit.`,
      'Private keys take a few thousand bytes. This is some other file.',
      'Press Edit and choose the .pem or .ppk file of your key pair.',
    ),
  'key-empty': ({ name }) =>
    words(
      `The key file ${name} is empty.`,
      'A download or a copy was broken off before anything was written.',
      'Copy the key from where it came from once more, then start the tunnel.',
    ),
  'key-not-recognised': ({ name }) =>
    words(
      `${name} is not a private key that Culvert knows.`,
      'A private key begins with -----BEGIN … PRIVATE KEY----- or with PuTTY-User-Key-File.',
      'Press Edit and choose the .pem file from EC2 (Key pairs) or the .ppk file from PuTTYgen.',
    ),
  'key-corrupt': ({ name, format }) =>
    words(
      `The key file ${name} is damaged.`,
      `It looks like a key (${format}), but its contents do not fit together. An editor, a mail program or a clipboard may have changed it.`,
      'Fetch the original again and copy it as a file, not as text.',
    ),
  'key-truncated': ({ name, format }) =>
    words(
      `The end of the key file ${name} is missing.`,
      `It begins as a key (${format}) and then breaks off, as after an unfinished download or a partial copy and paste.`,
      'Copy the whole file again, up to and including its last line.',
    ),
  'key-unsupported': ({ name, type }) =>
    words(
      `${name} holds a kind of key that Culvert cannot use: ${type}.`,
      'RSA, ECDSA (256, 384, 521) and Ed25519 keys work. DSA, Ed448, security-key (sk-) and version 1 PPK files do not.',
      `For an old PPK file run puttygen ${inCommand(name)} -O private -o ${inCommand(`${stem(name)}-new.ppk`)}; for the others, ${newKey}.`,
    ),
  'key-is-public': ({ name }) =>
    words(
      `${name} is a public key.`,
      'It is the half that belongs on the server. Logging in needs the private half.',
      `Choose the private key: usually the file of the same name without .pub, or the .pem or .ppk beside it.`,
    ),
  'key-is-certificate': ({ name }) =>
    words(
      `${name} is a certificate, not a private key.`,
      'Certificates go with a key and hold no secret of their own; Culvert cannot log in with them yet.',
      'Choose the private key that the certificate was issued for, if the bastion accepts it by itself.',
    ),
  'key-encoding': ({ name, encoding }) =>
    words(
      `The key file ${name} is saved as ${encoding.toUpperCase()} text.`,
      'Keys are plain ASCII. Windows PowerShell (the > sign) and Notepad can save a file in this encoding.',
      `In Notepad use Save as with the encoding UTF-8, or run in PowerShell: Get-Content ${inCommand(name)} | Set-Content -Encoding ascii ${inCommand(`${stem(name)}-ascii.pem`)}`,
    ),
  'passphrase-required': ({ name }) =>
    words(
      `The key ${name} is protected by a passphrase.`,
      'Nobody has given the passphrase yet.',
      'Enter the passphrase when asked. On the command line, put it in an environment variable and name that with --passphrase-env.',
    ),
  'passphrase-wrong': ({ name }) =>
    words(
      `The passphrase does not open the key ${name}.`,
      'It is mistyped (Caps Lock, keyboard layout), or it belongs to another key. It is not the password of your account.',
      'Try again. A lost passphrase cannot be recovered: then you need a new key pair.',
    ),
};
