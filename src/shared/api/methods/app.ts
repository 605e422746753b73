import { z } from '../zod.ts'
import { nothing, read, write } from '../method.ts'
import { chosenFile, menuCommand } from '../schemas.ts'

/** Methods of the program itself, and of files a person chooses. */
export const appMethods = {
  'app.info': read(
    nothing,
    z.strictObject({
      version: z.string(),
      host: z.enum(['desktop', 'web', 'cli', 'memory']),
      /** Desktop opens native dialogs (`files.choose`); the web host lets one browse its data root (`files.browse`). */
      files: z.enum(['dialog', 'browse']),
      author: z.string(),
    }),
  ),
  /** What the page can do, for the menu of the system; a host without one takes no notice. */
  'app.showCommands': read(z.strictObject({ commands: z.array(menuCommand).max(500) }), nothing),
  'app.setAuthor': write(z.strictObject({ author: z.string().min(1).max(100) }), nothing),
  'files.choose': read(
    z.strictObject({
      purpose: z.enum(['import', 'pictures', 'captions', 'project', 'new-project', 'export', 'model']),
      suggestedName: z.string().max(200).optional(),
    }),
    z.strictObject({ files: z.array(chosenFile) }),
  ),
  'files.browse': read(
    z.strictObject({ folder: z.string().max(4096) }),
    z.strictObject({
      folder: z.string(),
      parent: z.string().nullable(),
      /** For making something new in this folder: a token that stands for `folder` itself. */
      token: z.string(),
      entries: z.array(z.strictObject({ ...chosenFile.shape, path: z.string() })),
    }),
  ),
} as const
