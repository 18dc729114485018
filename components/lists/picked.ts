/** The boxes of a table's rows carry this name; the one in its head has no name. */
export const PICKED = 'picked';
