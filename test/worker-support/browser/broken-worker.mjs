throw new Error('struck');
