import { z } from 'zod';

/** A name or an address. */
export const host = z.string().max(512);

export const port = z.number().int();

/** The name of a key file as a person knows it; never its path. */
export const name = z.string().max(512);

/** Which jump host of the way it is, the first being 1; absent for the bastion itself. */
const hop = z.number().int().optional();

/** The server at which something failed. */
export const bastion = z.object({ host, port, hop });

/** What a request through the tunnel asks for. */
export const destination = z.object({ host, port });
