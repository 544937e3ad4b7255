/**
 * The day of AWS's address ranges that Culvert brings along (electron/flows/shipped-ranges.json), as
 * AWS's own file says it.
 */
export const shippedRangesDay = '2025-05-14';
