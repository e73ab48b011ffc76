/** Time of the processor that this process used: what else runs on the machine doesn't count. */
export function processorMs(): number {
  const { user, system } = process.cpuUsage();
  return (user + system) / 1000;
}
