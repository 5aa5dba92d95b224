# Reads all authors of the demo server, page by page: ruby -I FOLDER/lib authors.rb
require "uri"
require "openapi_client"

OpenapiClient.configure do |config|
  server = URI(ENV.fetch("IMPRINT_URL"))
  config.scheme = server.scheme
  config.host = "#{server.host}:#{server.port}"
  config.ignore_operation_servers = true
end

api = OpenapiClient::AuthorsApi.new
authors = []
cursor = nil
loop do
  page = api.list_authors(cursor ? { limit: 50, cursor: cursor } : { limit: 50 })
  authors.concat(page.data)
  cursor = page.meta.next_cursor or break
end

total = api.list_authors(limit: 1, count: "exact").meta.total
abort "#{authors.size} authors of #{total}" if authors.size != total || total < 80
names = authors.flat_map { |author| [author.first_name, author.last_name] }.compact
abort "all names are ASCII, so the patterns are not tested" if names.all?(&:ascii_only?)

one = OpenapiClient::BooksApi.new.list_author_books(authors.first.id, limit: 1).data.first
abort "#{one.author_id} is not the author" if one.author_id != authors.first.id
puts "ruby: #{authors.size} authors"
