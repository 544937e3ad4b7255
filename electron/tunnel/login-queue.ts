/** sshd drops logins beyond MaxStartups and PerSourceMaxStartups, so few are made at once. */
const loginsAtOnce = 3;

interface Waiting {
  readonly bastion: string;
  readonly enter: () => void;
}

/** Lets one login at a time through to each bastion, and three in all (sshd_config(5), MaxStartups). */
export class LoginQueue {
  readonly #busy = new Set<string>();
  #waiting: Waiting[] = [];

  /**
   * Runs a login when its turn comes.
   *
   * @param bastion names the server: `host:port`.
   */
  async run<Value>(bastion: string, login: () => Promise<Value>): Promise<Value> {
    await new Promise<void>((enter) => {
      this.#waiting.push({ bastion, enter });
      this.#admit();
    });
    try {
      return await login();
    } finally {
      this.#busy.delete(bastion);
      this.#admit();
    }
  }

  #admit(): void {
    this.#waiting = this.#waiting.filter(({ bastion, enter }) => {
      if (this.#busy.size >= loginsAtOnce || this.#busy.has(bastion)) return true;
      this.#busy.add(bastion);
      enter();
      return false;
    });
  }
}
