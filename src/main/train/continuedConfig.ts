import { isDeepStrictEqual } from 'node:util'
import { WorkbenchError } from '../../shared/api/workbenchError.ts'
import type { JsonObject } from '../../shared/domain/json.ts'
import { PARTS, readConfig } from '../vsgn/network/config.ts'
import type { VsgnConfig } from '../vsgn/network/config.ts'

/** What a training that goes on from a pack may change: none of it changes the shape or the meaning of a weight. */
const FREE: readonly string[] = [
  ...['dropout', 'modalityDropout', 'topK', 'window', 'alignmentTemperature', 'alignmentWeight'],
  ...['deviationWeight', 'channelTemperature'],
]

/**
 * The network of a pack as a recipe wants it from now on. Parts can be left out, and those the pack does without stay out.
 * Throws WorkbenchError `invalid-input` naming a field that cannot be another one than in the pack.
 */
export function continuedConfig(pack: VsgnConfig, changes: JsonObject): VsgnConfig {
  const { without = [], ...wanted } = changes
  const config = readConfig({ ...pack, ...wanted, without: pack.without })
  for (const field of Object.keys(wanted) as (keyof VsgnConfig)[]) {
    if (FREE.includes(field) || isDeepStrictEqual(config[field], pack[field])) continue
    throw new WorkbenchError(
      'invalid-input',
      `The training config says network.${field} is ${JSON.stringify(config[field])}, and the pack to continue from has ${JSON.stringify(pack[field])}. A pack keeps what its weights were made for: leave the field out, or train from scratch.`,
    )
  }
  const more = readConfig({ ...pack, without }).without
  return { ...config, without: PARTS.filter((part) => [...pack.without, ...more].includes(part)) }
}
