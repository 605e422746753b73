import { availableParallelism } from 'node:os'
import type { Size } from './peerNetwork.ts'

/** [rounds] [sizes] [threads], and --json for a last line of JSON behind the table. */
export function benchArguments(usualRounds: number, usualSizes = 'compact,full') {
  const given = process.argv.slice(2).filter((argument) => argument !== '--json')
  const json = process.argv.includes('--json')
  return {
    rounds: Number(given[0] ?? usualRounds),
    sizes: (given[1] ?? usualSizes).split(',') as Size[],
    threads: (given[2] ?? '1,all')
      .split(',')
      .map((count) => (count === 'all' ? availableParallelism() : Number(count))),
    report: (rows: readonly object[]): void => {
      if (json) console.log(JSON.stringify(rows))
    },
  }
}
