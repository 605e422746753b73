/** The database of a project folder. */
export const DATABASE_NAME = 'project.sqlite'

/** "VSGN": marks the file as ours (SQLite's application_id). */
export const APPLICATION_ID = 0x5653474e
