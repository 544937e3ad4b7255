type Value = string | number | boolean | readonly string[] | Readonly<Record<string, number>>;

/** The properties of a resource in their order; those that are null are left out. */
export type Fields = readonly (readonly [name: string, value: Value | null])[];
