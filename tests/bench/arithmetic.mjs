/** What the bench makes of its measurements. */

/** The middle of some numbers, or the mean of the middle two; NaN where there are none. */
export function median(numbers) {
  const sorted = [...numbers].sort((a, b) => a - b);
  const middle = sorted.length / 2;
  return sorted.length % 2 === 1
    ? sorted[Math.floor(middle)]
    : (Number(sorted[middle - 1]) + Number(sorted[middle])) / 2;
}

/** The exponent with which times grow with sizes: the slope of the least-squares line through their logarithms. */
export function growthExponent(points) {
  const logs = points.map(({ size, time }) => ({ x: Math.log(size), y: Math.log(time) }));
  const mean = (key) => logs.reduce((sum, log) => sum + log[key], 0) / logs.length;
  const [meanX, meanY] = [mean('x'), mean('y')];
  const covariance = logs.reduce((sum, { x, y }) => sum + (x - meanX) * (y - meanY), 0);
  return covariance / logs.reduce((sum, { x }) => sum + (x - meanX) ** 2, 0);
}

/** At most so many, evenly spread, the first among them. */
export function spread(all, most) {
  const step = Math.max(1, all.length / most);
  return Array.from({ length: Math.min(most, all.length) }, (_, at) => all[Math.floor(at * step)]);
}

/**
 * A row of the report. `limit` says what is owed: `{ of: 'ratio' | 'ours', most: number }`, or `under` in place of
 * `most` where the bound itself is too much; without it the row only informs. `points` are the measurements that a growth is told by. What wasn't
 * measured is null.
 */
export function benchRow({
  name,
  unit,
  ours,
  peer = null,
  peerName = null,
  floor = null,
  limit,
  points = null,
}) {
  const ratio = peer === null ? null : ours / peer;
  if (!limit) return { name, unit, ours, peer, peerName, ratio, floor, owed: 'nothing', holds: true, points };
  const value = limit.of === 'ratio' ? ratio : ours;
  const bound = limit.most ?? limit.under;
  const holds = value !== null && (limit.most === undefined ? value < bound : value <= bound);
  const owed = `${limit.of} ${limit.most === undefined ? '<' : '≤'} ${bound}`;
  return { name, unit, ours, peer, peerName, ratio, floor, owed, holds, points };
}

/**
 * A row of how times grow with sizes: its figure is their exponent, and it keeps the times, in ms.
 * @param {{ size: number, time: number }[]} points
 * @param {number} most the exponent owed
 */
export function growthRow({ name, points, floorPoints = null, most }) {
  return benchRow({
    name,
    unit: 'exponent',
    ours: growthExponent(points),
    floor: floorPoints && growthExponent(floorPoints),
    limit: { of: 'ours', most },
    points,
  });
}
