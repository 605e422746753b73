import { z } from '../zod.ts'
import { CHANGE_KINDS } from '../../domain/fileChange.ts'
import { MOST_FILES } from '../../domain/importLimits.ts'
import { fileComparison, importPreview } from '../documents.ts'
import { id, read, write } from '../method.ts'
import { importOptions, job } from '../schemas.ts'

/** A file of the project, and where its newer version is, which is read as the file was. */
const changedFile = { fileId: id, file: z.string() }

/** What comes with posts, each null where none is given. */
const companions = {
  pictures: z.string().nullable(),
  captions: z.string().nullable(),
  /** Folder of PASCAL VOC files with boxes of mentions, found by the names of pictures. */
  boxes: z.string().nullable().optional(),
}

/** Methods that bring posts in. */
export const importMethods = {
  'import.preview': read(
    z.strictObject({ files: z.array(z.string()).min(1).max(MOST_FILES), options: importOptions }),
    importPreview,
  ),
  'import.start': write(
    z.strictObject({
      files: z.array(z.string()).min(1).max(MOST_FILES),
      ...companions,
      /** Where to save what became of each record: a token of a file to be made, or of its folder with its name. */
      lists: z.strictObject({ token: z.string(), name: z.string().min(1).max(200) }).optional(),
      options: importOptions,
    }),
    job,
  ),
  /** Gives the posts of a file of the project what they lack. The job's result is the document of an import. */
  'import.addPictures': write(z.strictObject({ fileId: id, ...companions }), job),
  /** What a changed file has that the project has not, and the other way round; changes nothing. */
  'import.compare': read(z.strictObject(changedFile), fileComparison),
  /** Takes over the chosen differences, all or none. The job's result is the document of the update. */
  'import.update': write(
    z.strictObject({
      ...changedFile,
      apply: z.array(z.enum(CHANGE_KINDS)).min(1),
      /** Folder with the pictures of new posts. */
      pictures: z.string().nullable(),
    }),
    job,
  ),
} as const
