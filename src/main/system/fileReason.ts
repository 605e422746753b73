const REASONS: Readonly<Record<string, readonly [found: string, advice: string]>> = {
  ENOSPC: ['the disk is full', 'Free some space, or choose another disk'],
  EDQUOT: ['the quota of the disk is used up', 'Free some space, or choose another disk'],
  EACCES: ['it may not be written', 'Choose another folder, or ask for the right to write there'],
  EPERM: ['it may not be written', 'Close the program that holds it, or choose another name'],
  EBUSY: ['another program holds it', 'Close that program, or choose another name'],
  EROFS: ['the disk cannot be written', 'Choose another disk'],
  EISDIR: ['a folder of that name is there', 'Choose another name'],
  ENOTDIR: ['a part of its path is a file', 'Choose another folder'],
  EEXIST: ['a part of its path is a file', 'Choose another folder'],
  ENOENT: ['no folder can be made there', 'Choose another folder'],
  ENAMETOOLONG: ['its name is too long', 'Choose a shorter one'],
  EIO: ['the disk reports a failure', 'Check the disk, or choose another one'],
}

/** Why the file system refused to write, and what a person can do about it; by the code of its error. */
export function fileReason(code: string): readonly [found: string, advice: string] {
  return REASONS[code] ?? [`the system answers ${code}`, 'Choose another folder']
}
