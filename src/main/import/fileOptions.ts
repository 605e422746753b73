import type { JsonObject } from '../../shared/domain/json.ts'
import type { StoredFile } from '../store/types.ts'
import { DEFAULT_IMPORT_OPTIONS } from './importTypes.ts'
import type { ImportOptions } from './importTypes.ts'

/** The choices of an import as they are kept with its files. That spans may nest is a rule of the project, not of a file. */
export function keptOptions(options: ImportOptions): JsonObject {
  return JSON.parse(JSON.stringify({ ...options, nested: undefined })) as JsonObject
}

/** How a newer version of a file of the project is to be read: as the file itself was. */
export function optionsOfFile({ options, encoding }: StoredFile): ImportOptions {
  if (options !== null) return { ...DEFAULT_IMPORT_OPTIONS, ...(options as Partial<ImportOptions>) }
  // Of files from before choices were kept, an encoding that no content tells of was chosen.
  return { ...DEFAULT_IMPORT_OPTIONS, encoding: /^utf-/u.test(encoding) ? null : encoding }
}
