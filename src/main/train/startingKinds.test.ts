import { expect, it } from 'vitest'
import { bundledPack } from '../core/modelPacks.ts'
import { learnsFromPictures } from './startingKinds.ts'

it('shows pictures to VSGN and to what corrects a network that reads them, and to no model of words alone', async () => {
  const seeing = bundledPack()
  expect(await learnsFromPictures('vsgn', null)).toBe(true)
  expect(await learnsFromPictures('vsgn', seeing)).toBe(true)
  expect(await learnsFromPictures('linear-crf', seeing)).toBe(true)
  expect(await learnsFromPictures('linear-crf', null)).toBe(false)
  expect(await learnsFromPictures('bilstm-crf', seeing)).toBe(false)
})
