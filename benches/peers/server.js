// A Fastify program that does what `POST /v1/books` does to the tables: a book and the record of it, in one statement without a
// transaction round it. It checks the body by a schema, and neither a token nor the author.
import { randomUUID } from 'node:crypto'
import Fastify from 'fastify'
import pg from 'pg'

const pool = new pg.Pool({ connectionString: process.argv[2], max: 8 })
const text = `
  WITH book AS (
    INSERT INTO books (id, version, created_at, updated_at, title, author_id, pages, genre, isbn, publications, images, title_words, search_words)
    VALUES ($1, 1, $2, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11)
  )
  INSERT INTO audit_events (id, created_at, action, outcome, actor_id, actor, target, address, agent, request_id, details)
  VALUES ($12, $2, 'book.created', 'done', $1, '', $13, $14, '', $15, NULL)`

const schema = {
  body: {
    type: 'object',
    additionalProperties: false,
    required: ['title', 'authorId', 'pages', 'genre'],
    properties: {
      title: { type: 'string', minLength: 1, maxLength: 200 },
      authorId: { type: 'string', minLength: 36, maxLength: 36 },
      pages: { type: 'integer', minimum: 1 },
      genre: { type: 'string' },
      isbn: { type: 'string' },
      publications: { type: 'array', items: { type: 'object' } },
      images: { type: 'array', items: { type: 'object' } }
    }
  }
}

const app = Fastify()
app.post('/v1/books', { schema }, async (request, reply) => {
  const { title, authorId, pages, genre, isbn = null, publications = [], images = [] } = request.body
  const [id, now, words] = [randomUUID(), new Date(), title.toLowerCase()]
  await pool.query({
    name: 'create',
    text,
    values: [
      id, now, title, authorId, pages, genre, isbn, JSON.stringify(publications), JSON.stringify(images), words,
      `${words} ursula 1 le guin`, randomUUID(), `book ${id}`, request.ip, request.id
    ]
  })
  reply.code(201).header('location', `/v1/books/${id}`)
  return { id, title, authorId, pages, genre, publications, images, createdAt: now, updatedAt: now, version: 1 }
})

await app.listen({ host: '127.0.0.1', port: 0 })
console.log(`Fastify listens at http://127.0.0.1:${app.server.address().port}`)
