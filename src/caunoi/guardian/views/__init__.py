"""Pages of the data guardian, and two that are for everybody: what to say when somebody asks for data, and the notice."""

NOT_RIGHT = 422
