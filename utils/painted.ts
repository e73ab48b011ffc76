/** Resolves once what was drawn last is on the screen: the frame after the callback has it, and the next task comes after the frame. */
export function painted(): Promise<void> {
  return new Promise((resolve) => requestAnimationFrame(() => setTimeout(resolve)));
}
