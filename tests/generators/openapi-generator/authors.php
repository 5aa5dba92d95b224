<?php
// Reads all authors of the demo server, page by page, and creates one with non-ASCII letters: php authors.php FOLDER
require 'GuzzleHttp/autoload.php';
spl_autoload_register(function (string $class) use ($argv): void {
    $path = $argv[1] . '/lib/' . strtr(substr($class, strlen('OpenAPI\\Client\\')), '\\', '/') . '.php';
    if (str_starts_with($class, 'OpenAPI\\Client\\') && is_file($path)) {
        require $path;
    }
});
set_error_handler(fn ($level, $message, $file, $line) => throw new ErrorException($message, 0, $level, $file, $line));

function check(bool $holds, string $otherwise): void
{
    if (!$holds) {
        fwrite(STDERR, "$otherwise\n");
        exit(1);
    }
}

$config = (new OpenAPI\Client\Configuration())->setHost(getenv('IMPRINT_URL'))->setAccessToken(getenv('IMPRINT_TOKEN'));
$api = new OpenAPI\Client\Api\AuthorsApi(new GuzzleHttp\Client(), $config);
$authors = [];
$cursor = null;
do {
    $page = $api->listAuthors(limit: 50, cursor: $cursor);
    array_push($authors, ...$page->getData());
    $cursor = $page->getMeta()->getNextCursor();
} while ($cursor !== null);

$total = $api->listAuthors(limit: 1, count: 'exact')->getMeta()->getTotal();
check(count($authors) === $total && $total >= 80, count($authors) . " authors of $total");
$refused = array_filter($authors, fn ($author) => !$author->valid());
check($refused === [], 'the model says that authors are invalid: ' . json_encode(array_values($refused)));
$names = array_map(fn ($author) => $author->getFirstName() . ' ' . $author->getLastName(), $authors);
check(preg_match('/[^\x00-\x7F]/', implode($names)) === 1, 'all names are ASCII, so the patterns are not tested');

$input = json_decode('{"firstName": "Antonín", "lastName": "Łódź Ångström Dvořák"}');
$made = $api->createAuthor(OpenAPI\Client\ObjectSerializer::deserialize($input, type_of_input()));
check($made->getLastName() === $input->lastName, $made->getLastName());
$api->deleteAuthor($made->getId());
echo 'php: ', count($authors), " authors\n";

/** Returns the class of the body of createAuthor. */
function type_of_input(): string
{
    $method = new ReflectionMethod(OpenAPI\Client\Api\AuthorsApi::class, 'createAuthor');
    preg_match('/@param\s+(\S+)/', $method->getDocComment(), $found);
    return $found[1];
}
