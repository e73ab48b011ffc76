/** A failure with no window to show it in goes to the console. */
export async function report(work: Promise<unknown>): Promise<void> {
  try {
    await work;
  } catch (error) {
    console.error('Jingdu:', error);
  }
}
