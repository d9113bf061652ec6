/** How many different inputs an operation rotates over. */
export const INPUTS = 40;
