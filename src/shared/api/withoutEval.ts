import { z } from 'zod'

// zod probes `new Function`, which the content security policy reports; jitless keeps it from trying. Whatever makes
// schemas imports this first: which of them a page comes to first depends on what it shows.
z.config({ jitless: true })
