declare module 'bcrypt-pbkdf' {
  interface Bcrypt {
    /** Fills `key`. Returns 0, or -1 when a length or the number of rounds cannot be used. */
    pbkdf(
      passphrase: Uint8Array,
      passphraseLength: number,
      salt: Uint8Array,
      saltLength: number,
      key: Uint8Array,
      keyLength: number,
      rounds: number,
    ): 0 | -1;
  }
  const bcrypt: Bcrypt;
  export = bcrypt;
}
