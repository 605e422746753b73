import { mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { expect, it } from 'vitest'
import { missingEyes } from '../../features/vision/visionModels.ts'
import type { ProjectStore } from '../../store/types.ts'
import { seePictures } from './trainingPictures.ts'

it.skipIf(missingEyes() !== null)(
  'detectors that cannot be loaded are no reason to learn without pictures (skipped without detectors)',
  async () => {
    const folder = await mkdtemp(join(tmpdir(), 'training-pictures-'))
    try {
      const file = join(folder, 'train.jsonl')
      await writeFile(file, '{"image": "a"}\n{"image": null}\n')
      const pictures = { get: (hash: string) => ({ hash }), path: () => join(folder, 'a') }
      const store = { folder, pictures } as unknown as ProjectStore
      const reason = 'nanodet-g.onnx was changed.'
      const vision = {
        look: () => Promise.resolve({ state: 'unavailable', reason } as const),
        close: () => undefined,
      }
      const context = { signal: new AbortController().signal, progress: () => undefined }
      await expect(seePictures([file], { store, vision }, context)).rejects.toMatchObject({
        kind: 'refused',
        message: `The pictures of the posts cannot be looked at. ${reason}`,
      })
    } finally {
      await rm(folder, { recursive: true })
    }
  },
)
