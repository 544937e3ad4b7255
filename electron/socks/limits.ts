/** How much one front door takes on at once. Times in ms. */
export interface FrontDoorLimits {
  /** From the connection of a client to its complete request. */
  readonly handshakeMs: number;
  /** Clients whose request is being read; further ones wait, no more of them than `flows`. */
  readonly handshakes: number;
  /** Requests being opened or open. */
  readonly flows: number;
  /** Requests being dialled. */
  readonly opening: number;
  /** Requests waiting to be dialled. */
  readonly openQueue: number;
  /** From a request to its open flow, waiting included. */
  readonly openMs: number;
}

export const defaultLimits: FrontDoorLimits = {
  handshakeMs: 10_000,
  handshakes: 256,
  flows: 2_000,
  opening: 64,
  openQueue: 1_000,
  openMs: 20_000,
};
