/** What is deleted can be brought back for this long. */
export const TRASH_DAYS = 30;
