"""When something is due: rules of platforms and markets as dated rows with their source, and what a workspace promises itself."""
