import { z } from 'zod'
import { importPreview } from '../documents.ts'
import { read, write } from '../method.ts'
import { importOptions, job } from '../schemas.ts'

/** Methods that bring posts in. */
export const importMethods = {
  'import.preview': read(
    z.strictObject({ files: z.array(z.string()).min(1).max(100), options: importOptions }),
    importPreview,
  ),
  'import.start': write(
    z.strictObject({
      files: z.array(z.string()).min(1).max(100),
      pictures: z.string().nullable(),
      captions: z.string().nullable(),
      options: importOptions,
    }),
    job,
  ),
} as const
