import { describe, expect, it } from 'vitest'
import { WorkbenchError } from '../../../shared/api/workbenchError.ts'
import { COMPACT, compactConfig, FULL, fullConfig, labelsOf, readConfig } from './config.ts'

describe('network configuration', () => {
  it('reads back what it wrote', () => {
    expect(readConfig(JSON.parse(JSON.stringify(COMPACT)))).toEqual(COMPACT)
    expect(readConfig(JSON.parse(JSON.stringify(FULL)))).toEqual(FULL)
  })

  it('reads what was written before captions could be encoded jointly, pieces be read and label spaces be kept apart', () => {
    const { captionEncoding, subwordLabels, positions, tableRows, ...later } = COMPACT
    const { labelSpaces, labelSpaceDropout, encoder, wordRows, characters, ...earlier } = later
    expect(readConfig(earlier)).toEqual(COMPACT)
    expect([captionEncoding, subwordLabels, positions, tableRows]).toEqual(['separate', 'first', 0, 65_886])
    expect([labelSpaces, labelSpaceDropout]).toEqual([[], 0.15])
    expect([encoder, wordRows, characters]).toEqual(['transformer', 'features', null])
  })

  it.each([
    [{ speed: 3 }, 'has no field "speed"'],
    [{ topK: 0 }, 'topK is 0, expected a whole number from 1 to 65536'],
    [{ topK: 2.5 }, 'topK is 2.5'],
    [{ hidden: 1e12 }, 'hidden is 1000000000000, expected a whole number from 1 to 65536'],
    [{ encoderLayers: 10_000 }, 'encoderLayers is 10000, expected a whole number from 1 to 256'],
    [{ hidden: '256' }, 'hidden is "256"'],
    [{ heads: 3 }, 'heads is 3, expected a divisor of 256'],
    [{ channelReduction: 300 }, 'channelReduction is 300, expected at most 256'],
    [{ gcn: 'none' }, 'gcn is "none", expected "residual" or "paper"'],
    [{ without: ['cir', 'text'] }, 'expected a list of different parts out of vsg, cir, caption, picture'],
    [{ without: ['cir', 'cir'] }, 'without is ["cir","cir"]'],
    [{ window: -1 }, 'window is -1, expected a whole number from 1 to 65536, or null'],
    [{ alignmentTemperature: 0 }, 'alignmentTemperature is 0, expected a number above 0'],
    [{ dropout: { input: 0.1, layers: 1, output: 0 } }, 'dropout is {"input":0.1,"layers":1,"output":0}'],
    [{ dropout: { input: 0.1, layers: 0.1, output: 0, attention: 0.1 } }, 'dropout is'],
    [{ deviationWeight: { start: 0.1 } }, 'expected { start, end }'],
    [{ types: ['PER', 'PER'] }, 'types is ["PER","PER"]'],
    [{ types: [] }, 'types is []'],
    [{ labelSpaces: ['a.b'] }, 'labelSpaces is ["a.b"], expected a list of different names of letters'],
    [{ textInput: 'letters' }, 'textInput is "letters", expected "words" or "pieces"'],
    [{ captionEncoding: 'none' }, 'captionEncoding is "none", expected "separate" or "joint"'],
    [{ subwordLabels: 'thirteen' }, 'subwordLabels is "thirteen", expected "first" for words'],
    [{ encoder: 'bilstm', hidden: 25, heads: 5 }, 'hidden is 25, expected an even number for bilstm'],
    [{ encoder: 'bilstm', captionEncoding: 'joint' }, 'captionEncoding is "joint", expected "separate"'],
    [{ ...FULL, encoder: 'bilstm' }, 'encoder is "bilstm", expected "transformer" for pieces'],
    [{ characters: { read: 0, rows: 2, width: 3 } }, 'expected null or { read, rows, width }'],
    [{ extrasWidth: 0 }, 'extrasWidth is 0, expected at least 1 for words'],
    [{ positions: 512 }, 'positions is 512, expected 0 for words'],
    [{ textInput: 'pieces' }, 'rowWidth is 128, expected 256, as hidden, for pieces'],
    [{ ...FULL, extrasWidth: 6 }, 'extrasWidth is 6, expected 0 for pieces'],
    [{ ...FULL, positions: 0 }, 'positions is 0, expected at least 1 for pieces'],
    [{ ...FULL, tableRows: 0 }, 'tableRows is 0'],
  ])('refuses %j by name', (change, message) => {
    const read = (): unknown => readConfig({ ...COMPACT, ...change })
    expect(read).toThrow(WorkbenchError)
    expect(read).toThrow(message)
  })

  it('refuses a missing field and what is no object', () => {
    const { gcn, ...rest } = COMPACT
    expect(gcn).toBe('residual')
    expect(() => readConfig(rest)).toThrow('gcn is missing')
    expect(() => readConfig([])).toThrow('is not an object')
    expect(() => readConfig(null)).toThrow('is not an object')
  })

  it('names the labels of its types in order', () => {
    expect(labelsOf(compactConfig({ types: ['PER', 'LOC'] }))).toEqual([
      'O',
      'B-PER',
      'I-PER',
      'B-LOC',
      'I-LOC',
    ])
    const thirteen = labelsOf(fullConfig({ subwordLabels: 'thirteen' }))
    expect(thirteen).toHaveLength(13)
    expect(thirteen.slice(9)).toEqual(['X', '[CLS]', '[SEP]', 'PAD'])
  })
})
