/** Element id of the field that searches the queue. */
export const SEARCH_ID = 'queue-search'
