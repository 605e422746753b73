import { describe, expect, it } from 'vitest'
import { BucketSessions } from './bucketSessions.ts'
import type { Bucket } from './inputs.ts'
import { buildServingGraph } from './servingGraph.ts'
import { feedsFor, prefixMask, randomParameters, tinyConfig } from './testing/tinyNetwork.ts'
import { parameterSpecs } from './trainingGraph.ts'

const config = tinyConfig()
const values = randomParameters(parameterSpecs(config))
const OPTIONS = { device: 'cpu', threads: 1 } as const

const bucketOf = (words: number): Bucket => ({ batch: 1, words, captionWords: 0, pictures: false })

function counting(limit?: number) {
  const built: number[] = []
  const build = (bucket: Bucket) => {
    built.push(bucket.words)
    return buildServingGraph(config, values, bucket)
  }
  return { built, sessions: new BucketSessions(build, OPTIONS, limit) }
}

describe('BucketSessions', () => {
  it('opens one session a bucket, also when asked twice at once', async () => {
    const { built, sessions } = counting()
    const [first, second] = await Promise.all([sessions.get(bucketOf(3)), sessions.get(bucketOf(3))])
    expect(second.session).toBe(first.session)
    await sessions.get(bucketOf(4))
    expect(built).toEqual([3, 4])
    const outputs = await first.session.run(feedsFor(first.graph.inputs, { word_mask: prefixMask([2], 3) }))
    expect(outputs.emissions?.shape).toEqual([1, 3, 5])
    await sessions.dispose()
  })

  it('closes the one used longest ago beyond its limit', async () => {
    const { built, sessions } = counting(2)
    for (const words of [2, 3, 2, 4, 2, 3]) await sessions.get(bucketOf(words))
    expect(built).toEqual([2, 3, 4, 3])
    await sessions.dispose()
  })

  it('tries again after a failure', async () => {
    let failing = true
    const sessions = new BucketSessions((bucket) => {
      if (failing) throw new Error('no memory')
      return buildServingGraph(config, values, bucket)
    }, OPTIONS)
    await expect(sessions.get(bucketOf(2))).rejects.toThrow('no memory')
    failing = false
    expect((await sessions.get(bucketOf(2))).session.outputNames).toEqual(['emissions'])
    await sessions.dispose()
  })
})
