import { describe, expect, it } from 'vitest'
import type { Result } from '../../../shared/api/contract.ts'
import { basesFor, firstChoices, isModelName, toggled, withKind } from './trainChoices.ts'

const model = (id: string, kind: string, problem: string | null = null): Result<'models.list'>[number] => ({
  id,
  name: id,
  kind,
  size: 'compact',
  sha256: id,
  bundled: id === 'bundled',
  labels: [],
  parameters: 0,
  card: null,
  problem,
})
const models = [
  model('bundled', 'vsgn'),
  model('project:Linear 1', 'linear-crf'),
  model('torn', 'vsgn', 'torn'),
]

describe('the choices of a training', () => {
  it('start with what is trained at once, under a name no model has', () => {
    expect(firstChoices(models)).toMatchObject({ kind: 'linear-crf', name: 'Linear 2', base: 'bundled' })
    expect(firstChoices([])).toMatchObject({ name: 'Linear 1', base: null })
  })

  it('let a network start from a sound network alone', () => {
    expect(basesFor('vsgn', models).map(({ id }) => id)).toEqual(['bundled'])
    const linear = { ...firstChoices(models), base: 'project:Linear 1' }
    expect(withKind(linear, 'vsgn', models)).toMatchObject({ base: 'bundled', name: 'VSGN 1' })
  })

  it('let a baseline start from a network whose words it takes, or from its own kind', () => {
    const own = model('project:BiLSTM 1', 'bilstm-crf')
    expect(basesFor('bilstm-crf', [...models, own]).map(({ id }) => id)).toEqual(['bundled', own.id])
    expect(withKind(firstChoices(models), 'cnn-bilstm-crf', models)).toMatchObject({
      base: 'bundled',
      name: 'CNN-BiLSTM 1',
    })
  })

  it('keep a name the person gave', () => {
    expect(withKind({ ...firstChoices(models), name: 'mine' }, 'vsgn', models).name).toBe('mine')
    expect([isModelName('mine 2'), isModelName('../mine'), isModelName('')]).toEqual([true, false, false])
  })

  it('hold each split once', () => {
    expect(toggled(['dev'], null, true)).toEqual(['dev', null])
    expect(toggled(['dev', null], 'dev', false)).toEqual([null])
    expect(toggled(['dev'], 'dev', true)).toEqual(['dev'])
  })
})
