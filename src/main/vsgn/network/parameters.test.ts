import { describe, expect, it } from 'vitest'
import { COMPACT, compactConfig, FULL, fullConfig } from './config.ts'
import { countParameters, initialParameters } from './parameters.ts'
import { parameterSpecs } from './trainingGraph.ts'

const specs = parameterSpecs(COMPACT)
const d = COMPACT.hidden
const norm = 2 * d
const layer = (inside: number): number => 2 * d * inside + inside + d
/** Query, value and output with biases, key without. */
const attention = 4 * d * d + 3 * d
const crossAttention = attention + layer(1024) + 2 * norm + d

describe('parameters', () => {
  it('are as many as the equations ask for', () => {
    const cir = 2 * (d * 32 + 32 + (32 * d + d) + 2 * d)
    const vsg = 4 * (d * d + d + norm) + (2 * d * 64 + 64 + 64 + 1) + d * 64 + 2 * d * 64 + 1 + (2 * d + 1)
    expect(countParameters(specs)).toEqual({
      total: 6_961_215,
      modules: {
        input: 128 * d + d + 106 * d + norm,
        encoder: 4 * (attention + 33 * 4 + layer(1024) + 2 * norm) + norm,
        picture: 2 * (128 * d + d),
        region_gate: 2 * d * d + d,
        cma_text: crossAttention,
        cma_caption: crossAttention,
        cma_fusion: crossAttention,
        cma_graph: crossAttention,
        cir,
        fusion: norm,
        vsg,
        output: d * 9 + 9,
        crf: 81 + 18,
      },
    })
  })

  it('of the full size are as many as the paper counts, within one per cent', () => {
    const table = FULL.tableRows * FULL.rowWidth
    const whole = table + countParameters(parameterSpecs(FULL)).total
    const withoutGraphs = table + countParameters(parameterSpecs(fullConfig({ without: ['vsg'] }))).total
    expect(Math.abs(whole / 142.7e6 - 1)).toBeLessThan(0.01)
    expect(Math.abs(withoutGraphs / 132.3e6 - 1)).toBeLessThan(0.01)
    // BERT base without its pooler, which nothing reads, and without the biases of keys, which softmax ignores
    const encoder = countParameters(
      parameterSpecs(fullConfig({ without: ['vsg', 'cir', 'caption', 'picture'] })),
    ).modules
    expect(table + (encoder.input ?? 0) + (encoder.encoder ?? 0)).toBe(109_482_240 - 590_592 - 12 * 768)
  })

  it('of a smaller network are a part of the whole', () => {
    const smaller = parameterSpecs(compactConfig({ without: ['vsg'] }))
    expect(specs).toEqual(expect.arrayContaining([...smaller]))
    expect(smaller.length).toBeLessThan(specs.length)
  })

  it('learn in groups, and only matrices decay', () => {
    const groups = Object.fromEntries(specs.map(({ name, group }) => [name, group]))
    expect(groups['encoder.0.attention.query.weight']).toBe('encoder')
    expect(groups['input.rows.weight']).toBe('encoder')
    expect(groups['input.extras.weight']).toBe('head')
    expect(groups['crf.transitions']).toBe('head')
    expect(groups['output.bias']).toBe('head')
    expect(groups['cma_text.query.weight']).toBe('new')
    expect(specs.filter(({ decays }) => decays).every(({ shape }) => shape.length === 2)).toBe(true)
    expect(specs.find(({ name }) => name === 'encoder.norm.scale')?.decays).toBe(false)
  })

  it('start the same from the same seed, each on its own', () => {
    const values = initialParameters(specs, 1)
    expect([...values]).toEqual([...initialParameters(specs, 1)])
    const [weight] = [...initialParameters(specs.slice(20, 21), 1).entries()]
    expect(weight?.[1]).toEqual(values.get(weight?.[0] ?? ''))
    expect(initialParameters(specs, 2).get('output.weight')).not.toEqual(values.get('output.weight'))
    expect(values.get('encoder.norm.scale')).toEqual(new Float32Array(d).fill(1))
    expect(values.get('vsg.edge.balance')?.[0]).toBeCloseTo(Math.log(Math.expm1(0.5)))
  })
})
