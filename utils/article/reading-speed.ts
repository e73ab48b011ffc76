/** How fast Chinese is read: 255 characters a minute (design.md §7, the mean of Trauzettel-Klosinski and Dietz 2012). */
export const CHARACTERS_A_MINUTE = 255;
