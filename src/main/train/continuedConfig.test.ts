import { describe, expect, it } from 'vitest'
import { compactConfig } from '../vsgn/network/config.ts'
import { continuedConfig } from './continuedConfig.ts'

const pack = compactConfig({ without: ['picture'] })

describe('the network of a pack that is trained further', () => {
  it('stays as it is where the recipe says nothing, or the same', () => {
    expect(continuedConfig(pack, {})).toEqual(pack)
    expect(continuedConfig(pack, { hidden: 256, types: ['PER', 'LOC', 'ORG', 'MISC'] })).toEqual(pack)
  })

  it('can lose parts, and gets none back', () => {
    expect(continuedConfig(pack, { without: ['vsg', 'cir'] }).without).toEqual(['vsg', 'cir', 'picture'])
    expect(continuedConfig(pack, { without: [] }).without).toEqual(['picture'])
  })

  it('can change what no weight was made for', () => {
    expect(continuedConfig(pack, { topK: 3, dropout: { input: 0, layers: 0, output: 0 } })).toMatchObject({
      topK: 3,
      dropout: { layers: 0 },
    })
  })

  it.each([
    [{ hidden: 128 }, 'network.hidden is 128, and the pack to continue from has 256'],
    [{ gcn: 'paper' }, 'network.gcn is "paper", and the pack to continue from has "residual"'],
    [{ without: ['eyes'] }, 'without'],
    [{ colour: 1 }, 'no field "colour"'],
  ])('refuses %j by name', (changes, message) => {
    expect(() => continuedConfig(pack, changes)).toThrow(message)
  })
})
