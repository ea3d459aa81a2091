"""One folder per Lambda function, each named by what it does."""
